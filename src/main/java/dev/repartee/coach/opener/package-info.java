/** First messages: generated from a style and a twist, streamed, kept. */
@NullMarked
package dev.repartee.coach.opener;

import org.jspecify.annotations.NullMarked;
