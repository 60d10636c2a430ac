/** Rich results: MIME bundles and who makes them. */
@NullMarked
package dev.mantissa.kernel.display;

import org.jspecify.annotations.NullMarked;
