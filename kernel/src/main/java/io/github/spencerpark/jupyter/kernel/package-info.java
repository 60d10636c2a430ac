/** The kernel as notebooks of the IJava kernel know it. */
@NullMarked
package io.github.spencerpark.jupyter.kernel;

import org.jspecify.annotations.NullMarked;
