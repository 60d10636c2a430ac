/** Notebook files, their execution and reports. */
@NullMarked
package dev.mantissa.kernel.notebook;

import org.jspecify.annotations.NullMarked;
