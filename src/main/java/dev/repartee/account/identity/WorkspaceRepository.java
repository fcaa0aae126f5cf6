package dev.repartee.account.identity;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.repository.By;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Optional;
import java.util.UUID;

@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface WorkspaceRepository {

  @Insert
  void insert(Workspace workspace);

  @Update
  Workspace update(Workspace workspace);

  @Find
  Optional<Workspace> byId(@By("id") UUID id);

  @Delete
  void delete(@By("id") UUID id);
}
