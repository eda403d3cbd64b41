package org.onsager.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.onsager.lab.Experiment;

/// The floors of docs/ARCHITECTURE.md, held over all classes.
class HouseRulesTest {
    private static final JavaClasses ONSAGER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.onsager");

    private static final String[] SYSTEMS = {
        "org.onsager.memory..",
        "org.onsager.learning..",
        "org.onsager.particles..",
        "org.onsager.control..",
        "org.onsager.transport..",
        "org.onsager.forecast..",
        "org.onsager.inference..",
        "org.onsager.neural.."
    };

    @Test
    void base_stands_on_nothing_above_it() {
        noClasses()
                .that()
                .resideInAnyPackage("org.onsager.numerics..", "org.onsager.solve..", "org.onsager.tensor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.onsager.lab..", "org.onsager.papers..", "org.onsager.cli..", "org.onsager.bench..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(SYSTEMS)
                .check(ONSAGER);
    }

    @Test
    void numerics_knows_neither_solve_nor_tensor_and_solve_does_not_know_tensor() {
        noClasses()
                .that()
                .resideInAPackage("org.onsager.numerics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.onsager.solve..", "org.onsager.tensor..")
                .check(ONSAGER);
        noClasses()
                .that()
                .resideInAPackage("org.onsager.solve..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.onsager.tensor..")
                .check(ONSAGER);
    }

    @Test
    void only_tensor_knows_libtorch() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.onsager.tensor..", "org.onsager.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(ONSAGER);
    }

    @Test
    void systems_know_neither_each_other_nor_the_lab() {
        SlicesRuleDefinition.slices()
                .matching("org.onsager.(memory|learning|particles|control|transport|forecast|inference|neural)..")
                .should()
                .notDependOnEachOther()
                .check(ONSAGER);
        noClasses()
                .that()
                .resideInAnyPackage(SYSTEMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.onsager.lab..", "org.onsager.papers..", "org.onsager.cli..")
                .check(ONSAGER);
    }

    @Test
    void the_lab_knows_no_physics() {
        noClasses()
                .that()
                .resideInAPackage("org.onsager.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SYSTEMS)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.onsager.solve..", "org.onsager.tensor..", "org.onsager.papers..", "org.onsager.cli..")
                .check(ONSAGER);
    }

    @Test
    void papers_do_not_know_each_other_or_the_apps() {
        SlicesRuleDefinition.slices()
                .matching("org.onsager.papers.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(ONSAGER);
        noClasses()
                .that()
                .resideInAPackage("org.onsager.papers..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.onsager.cli..")
                .check(ONSAGER);
    }

    @Test
    @SuppressWarnings("rawtypes") // a service is looked up by its raw class
    void every_experiment_is_named_where_the_lab_looks() {
        var found = ServiceLoader.load(Experiment.class).stream()
                .map(provider -> provider.type().getName())
                .toList();
        assertThat(ONSAGER.stream()
                        .filter(type -> type.isAssignableTo(Experiment.class) && !type.isInterface())
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void nobody_draws_random_numbers_outside_the_streams() {
        noClasses()
                .that()
                .resideInAPackage("org.onsager..")
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(ONSAGER);
    }
}
