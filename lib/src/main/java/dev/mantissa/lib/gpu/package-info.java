/** What GPUs can compute in which number format, and how fast: facts with sources, no CUDA. */
@NullMarked
package dev.mantissa.lib.gpu;

import org.jspecify.annotations.NullMarked;
