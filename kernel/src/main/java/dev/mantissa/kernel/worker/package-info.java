/**
 * The session in a process of its own: the worker runs it, the kernel process holds the other end.
 */
@NullMarked
package dev.mantissa.kernel.worker;

import org.jspecify.annotations.NullMarked;
