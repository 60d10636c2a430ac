/** Debugging of cells: probes in their code, threads that wait at them, and the protocol for it. */
@NullMarked
package dev.mantissa.kernel.debug;

import org.jspecify.annotations.NullMarked;
