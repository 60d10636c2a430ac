/** The Jupyter protocol 5.5 over ZeroMQ, in the kernel process. */
@NullMarked
package dev.mantissa.kernel.protocol;

import org.jspecify.annotations.NullMarked;
