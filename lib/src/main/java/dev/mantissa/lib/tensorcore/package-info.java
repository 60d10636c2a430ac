/** What NVIDIA's tensor cores compute, bit for bit, on a CPU. */
@NullMarked
package dev.mantissa.lib.tensorcore;

import org.jspecify.annotations.NullMarked;
