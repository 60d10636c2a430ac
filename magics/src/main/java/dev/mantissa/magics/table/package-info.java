/** Small report tables: plain text and HTML from the same cells. */
@NullMarked
package dev.mantissa.magics.table;

import org.jspecify.annotations.NullMarked;
