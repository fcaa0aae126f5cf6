/** Tests: Secrets and keys. */
@NullMarked
package dev.repartee.foundation.security;

import org.jspecify.annotations.NullMarked;
