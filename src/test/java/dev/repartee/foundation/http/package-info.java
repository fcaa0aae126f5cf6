/** Tests: The rules every call goes through. */
@NullMarked
package dev.repartee.foundation.http;

import org.jspecify.annotations.NullMarked;
