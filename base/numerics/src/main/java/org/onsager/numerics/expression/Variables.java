package org.onsager.numerics.expression;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the names that a tree uses.
final class Variables {
    private Variables() {}

    /// All symbols and elements of `e`.
    static Set<Expression> of(Expression e) {
        Set<Expression> found = new LinkedHashSet<>();
        Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Expression> open = new ArrayDeque<>(List.of(e));
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (!seen.add(next)) continue;
            if (next instanceof Expression.Symbol || next instanceof Expression.Element) found.add(next);
            for (Expression each : Limits.children(next)) open.push(each);
        }
        return found;
    }

    /// Those among them that are variables rather than parameters or the time.
    static Set<Expression> of(Expression e, Symbols symbols) {
        Set<Expression> found = of(e);
        found.removeIf(each -> each instanceof Expression.Symbol(String name)
                && symbols.find(name).isEmpty());
        return found;
    }
}
