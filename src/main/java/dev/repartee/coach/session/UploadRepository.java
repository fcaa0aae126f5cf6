package dev.repartee.coach.session;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import java.util.Optional;
import java.util.UUID;

/** The uploads of a workspace. */
@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface UploadRepository {

  @Insert
  Upload insert(Upload upload);

  @Delete
  void delete(Upload upload);

  @Find
  Optional<Upload> find(String objectKey, UUID workspaceId, UUID userId);

  @Find
  Optional<Upload> find(String objectKey, UUID workspaceId);
}
