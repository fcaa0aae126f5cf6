package dev.repartee.coach.opener;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.Limit;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The openers of a workspace. An opener belongs to one member; nobody else finds it. */
@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface OpenerRepository {

  @Insert
  Opener insert(Opener opener);

  @Delete
  void delete(Opener opener);

  @Find
  Optional<Opener> find(UUID id, UUID workspaceId, UUID userId);

  @Query(
      "SELECT o FROM Opener o WHERE o.workspaceId = ?1 AND o.userId = ?2 AND o.id < ?3"
          + " ORDER BY o.id DESC")
  List<Opener> before(UUID workspaceId, UUID userId, UUID before, Limit limit);
}
