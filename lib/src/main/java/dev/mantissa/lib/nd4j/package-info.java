/** The only package that names ND4J and Deeplearning4j. */
@NullMarked
package dev.mantissa.lib.nd4j;

import org.jspecify.annotations.NullMarked;
