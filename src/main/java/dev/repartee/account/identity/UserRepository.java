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
interface UserRepository {

  @Insert
  void insert(User user);

  @Update
  User update(User user);

  @Find
  Optional<User> byId(@By("id") UUID id);

  @Query("SELECT u FROM User u WHERE LOWER(u.email) = LOWER(:email)")
  Optional<User> byEmail(@Param("email") String email);

  @Delete
  void delete(@By("id") UUID id);
}
