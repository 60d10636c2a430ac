/** Static methods that notebooks of the JJava kernel import. */
@NullMarked
package org.dflib.jjava.runtime;

import org.jspecify.annotations.NullMarked;
