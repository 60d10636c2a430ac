package dev.mantissa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mantissa.datasets.Dataset;
import dev.mantissa.datasets.Datasets;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.lib.accuracy.Structure;
import dev.mantissa.lib.accuracy.Structures;
import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.Calibration;
import dev.mantissa.lib.quant.Calibrations;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.magics.Magics;
import dev.mantissa.magics.chart.Chart;
import dev.mantissa.magics.chart.Charts;
import dev.mantissa.magics.render.RenderersCatalogue;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A class that is in no catalogue does not exist for a person. */
class CatalogueTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.mantissa");

    static Stream<Arguments> catalogues() {
        return Stream.of(
                Arguments.of(
                        Precision.class,
                        Stream.concat(Precisions.all().stream(), Precisions.examples().stream())
                                .toList()),
                Arguments.of(Engine.class, Engines.all()),
                Arguments.of(QuantScheme.class, QuantSchemes.all()),
                Arguments.of(Calibration.class, Calibrations.all()),
                Arguments.of(Structure.class, Structures.all()),
                Arguments.of(Dataset.class, Datasets.all()),
                Arguments.of(
                        Renderer.class,
                        Stream.concat(
                                        RenderersCatalogue.all().stream(),
                                        RenderersCatalogue.forCells().stream())
                                .toList()),
                Arguments.of(Magic.class, Magics.all()));
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void every_class_is_in_its_catalogue(Class<?> type, Collection<?> catalogue) {
        Set<String> listed =
                catalogue.stream().map(e -> e.getClass().getName()).collect(Collectors.toSet());
        assertThat(classes(type)).as("subtypes of %s", type.getSimpleName()).isNotEmpty();
        assertThat(listed).containsAll(classes(type));
    }

    @Test
    void every_chart_is_made_by_the_catalogue() {
        Set<String> made =
                Arrays.stream(Charts.class.getMethods())
                        .map(Method::getReturnType)
                        .map(Class::getName)
                        .collect(Collectors.toSet());
        assertThat(made).containsAll(classes(Chart.class));
    }

    /**
     * What a person makes in a cell is wrapped by the kernel, which has no catalogue of its own.
     */
    private static Set<String> classes(Class<?> type) {
        return CLASSES.stream()
                .filter(c -> !c.getPackageName().startsWith("dev.mantissa.kernel"))
                .filter(c -> c.isAssignableTo(type) && !c.isInterface() && c.isTopLevelClass())
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    }
}
