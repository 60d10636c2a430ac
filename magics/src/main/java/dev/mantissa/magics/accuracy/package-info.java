/** The accuracy suite as a person sees it: options, tables, charts. */
@NullMarked
package dev.mantissa.magics.accuracy;

import org.jspecify.annotations.NullMarked;
