/** Charts: small SVG with real text, with a PNG beside it. */
@NullMarked
package dev.mantissa.magics.chart;

import org.jspecify.annotations.NullMarked;
