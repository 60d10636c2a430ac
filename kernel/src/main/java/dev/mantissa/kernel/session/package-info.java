/** A conversation with Java: cells in, results, streams and errors out. */
@NullMarked
package dev.mantissa.kernel.session;

import org.jspecify.annotations.NullMarked;
