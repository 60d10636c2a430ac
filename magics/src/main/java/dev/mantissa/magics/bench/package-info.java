/** What {@code %bench} measures, and how its results are shown. */
@NullMarked
package dev.mantissa.magics.bench;

import org.jspecify.annotations.NullMarked;
