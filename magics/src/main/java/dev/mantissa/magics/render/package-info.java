/** How tensors, arrays, tables and charts are shown in a notebook. */
@NullMarked
package dev.mantissa.magics.render;

import org.jspecify.annotations.NullMarked;
