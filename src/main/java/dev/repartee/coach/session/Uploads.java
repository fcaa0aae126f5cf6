package dev.repartee.coach.session;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.storage.ObjectInfo;
import dev.repartee.foundation.storage.ObjectStore;
import dev.repartee.foundation.storage.PresignedUpload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Map;

/** Lets a person put a picture into storage and finds it again, if it is theirs. */
@ApplicationScoped
class Uploads {

  static final long MAX_BYTES = 10L * 1024 * 1024;

  private static final Map<String, String> EXTENSIONS =
      Map.of("image/jpeg", "jpg", "image/png", "png", "image/webp", "webp");

  private final UploadRepository uploads;
  private final ObjectStore store;
  private final InstantSource clock;

  @Inject
  Uploads(UploadRepository uploads, ObjectStore store, InstantSource clock) {
    this.uploads = uploads;
    this.store = store;
    this.clock = clock;
  }

  record Grant(String imageKey, PresignedUpload address) {}

  @Transactional
  Grant grant(Caller caller, String contentType, long size) {
    String extension = EXTENSIONS.get(contentType);
    if (extension == null) {
      throw Problem.invalid("contentType", "must be image/jpeg, image/png or image/webp");
    }
    Upload upload =
        uploads.insert(new Upload(caller, contentType, size, extension, clock.instant()));
    return new Grant(upload.objectKey(), store.presignPut(upload.objectKey(), contentType, size));
  }

  /**
   * The caller's upload under this key, with its bytes in place.
   *
   * @throws Problem as a wrong {@code imageKey} when it is not theirs or nothing was uploaded
   */
  @Transactional
  Upload requireUploaded(Caller caller, String imageKey) {
    Upload upload =
        uploads
            .find(imageKey, caller.workspaceId(), caller.userId())
            .orElseThrow(() -> Problem.invalid("imageKey", "is not one of your uploads"));
    ObjectInfo object =
        store
            .head(imageKey)
            .orElseThrow(() -> Problem.invalid("imageKey", "nothing has been uploaded there yet"));
    if (object.length() != upload.size()) {
      throw Problem.invalid("imageKey", "the uploaded object is not of the announced size");
    }
    return upload;
  }
}
