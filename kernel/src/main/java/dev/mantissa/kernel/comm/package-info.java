/** Comms: messages between a front end and the code of cells, outside of any cell's output. */
@NullMarked
package dev.mantissa.kernel.comm;

import org.jspecify.annotations.NullMarked;
