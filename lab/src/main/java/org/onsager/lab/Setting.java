package org.onsager.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Documents one component of a parameter record and bounds it. Every component of an experiment's parameters
/// carries one; `--set`, `--help`, forms and validation are all read off it by [Parameters].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /// What it is, one line in the field's terms.
    String value();

    /// Its unit, empty if it has none.
    String unit() default "";

    /// Least valid value; for an array, of each element.
    double min() default Double.NEGATIVE_INFINITY;

    /// Greatest valid value; for an array, of each element.
    double max() default Double.POSITIVE_INFINITY;

    /// Whether `min` itself is invalid.
    boolean aboveMin() default false;

    /// Whether `max` itself is invalid.
    boolean belowMax() default false;

    /// The valid words of a `String` component; empty for any.
    String[] choices() default {};
}
