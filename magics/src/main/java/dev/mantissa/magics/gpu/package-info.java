/** Tables of what GPUs compute, for a session and for the documentation. */
@NullMarked
package dev.mantissa.magics.gpu;

import org.jspecify.annotations.NullMarked;
