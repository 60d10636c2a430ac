/** What teaching notebooks ask a reader, and how they answer. */
@NullMarked
package dev.mantissa.magics.teach;

import org.jspecify.annotations.NullMarked;
