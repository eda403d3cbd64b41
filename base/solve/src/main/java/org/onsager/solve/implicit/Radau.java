package org.onsager.solve.implicit;

import java.util.List;
import java.util.stream.Stream;

/// The Radau IIA methods of order 1, 5, 9 and 13: 1, 3, 5 and 7 stages, L-stable, stiffly accurate, with a
/// filtered error estimate of order s. For stiff and differential-algebraic problems at tight tolerances.
///
/// Source: E. Hairer and G. Wanner, *Solving Ordinary Differential Equations II*, IV.5 and IV.8; *Stiff
/// differential equations solved by Radau methods*, J. Comp. Appl. Math. 111 (1999).
///
/// @param stages  1, 3, 5 or 7
public record Radau(int stages) implements Collocation {
    private static final List<CollocationTableau> TABLEAUS =
            Stream.of(1, 3, 5, 7).map(CollocationTableau::radau).toList();

    public Radau {
        if (stages < 1 || stages > 7 || stages % 2 == 0)
            throw new IllegalArgumentException("stages must be 1, 3, 5 or 7, not " + stages);
    }

    /// The method of order 5.
    public static Radau order5() {
        return new Radau(3);
    }

    @Override
    public CollocationTableau tableau() {
        return TABLEAUS.get(stages / 2);
    }

    @Override
    public double errorOrder() {
        return stages;
    }

    @Override
    public String citation() {
        return "E. Hairer, G. Wanner, Stiff differential equations solved by Radau methods, J. Comp. Appl. Math. 111 (1999)";
    }
}
