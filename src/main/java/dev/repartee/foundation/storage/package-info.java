/** Objects in any S3-compatible storage: pre-signed uploads and downloads, reads and deletes. */
@NullMarked
package dev.repartee.foundation.storage;

import org.jspecify.annotations.NullMarked;
