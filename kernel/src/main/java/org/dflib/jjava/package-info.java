/** Names by which notebooks of the JJava kernel reach their kernel. */
@NullMarked
package org.dflib.jjava;

import org.jspecify.annotations.NullMarked;
