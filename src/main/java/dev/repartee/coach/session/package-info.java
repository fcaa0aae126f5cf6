/** One conversation a person is being coached on: from upload to suggestion. */
@NullMarked
package dev.repartee.coach.session;

import org.jspecify.annotations.NullMarked;
