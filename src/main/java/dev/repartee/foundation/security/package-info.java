/** Who is calling: the caller of a request and what their role allows. */
@NullMarked
package dev.repartee.foundation.security;

import org.jspecify.annotations.NullMarked;
