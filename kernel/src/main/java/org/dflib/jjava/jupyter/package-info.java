/** What libraries made for the JJava kernel implement. */
@NullMarked
package org.dflib.jjava.jupyter;

import org.jspecify.annotations.NullMarked;
