package dev.repartee.account.identity;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.repository.By;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Param;
import jakarta.data.repository.Query;
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

  /** Makes changes of who is in a workspace wait for each other; the workspace stays as it is. */
  @Query("UPDATE Workspace w SET w.name = w.name WHERE w.id = :workspace")
  int lock(@Param("workspace") UUID workspace);

  @Find
  Optional<Workspace> byId(@By("id") UUID id);

  @Delete
  void delete(@By("id") UUID id);
}
