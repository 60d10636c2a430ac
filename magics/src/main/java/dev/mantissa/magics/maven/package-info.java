/** Libraries from Maven repositories, resolved in this process. */
@NullMarked
package dev.mantissa.magics.maven;

import org.jspecify.annotations.NullMarked;
