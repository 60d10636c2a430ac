/** NVIDIA GPUs. Nothing here is loaded before it is asked for. */
@NullMarked
package dev.mantissa.lib.cuda;

import org.jspecify.annotations.NullMarked;
