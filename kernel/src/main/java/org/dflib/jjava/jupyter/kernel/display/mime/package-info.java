/** MIME types as notebooks of the JJava kernel know them. */
@NullMarked
package org.dflib.jjava.jupyter.kernel.display.mime;

import org.jspecify.annotations.NullMarked;
