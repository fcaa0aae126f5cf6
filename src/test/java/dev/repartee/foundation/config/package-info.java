/** Tests of the configuration: of each section, of its list, and of what a bad one leads to. */
@NullMarked
package dev.repartee.foundation.config;

import org.jspecify.annotations.NullMarked;
