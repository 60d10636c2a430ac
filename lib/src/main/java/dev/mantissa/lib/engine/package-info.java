/** Engines: who computes a product, and why. */
@NullMarked
package dev.mantissa.lib.engine;

import org.jspecify.annotations.NullMarked;
