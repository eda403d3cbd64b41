package org.onsager.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a trial has handed in so far. Safe to use from several threads.
final class Findings {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final List<Statement> statements;
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    /// @param statements  what the experiment owes a verdict for; empty for a tool
    Findings(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    synchronized void metric(String name, double value) {
        if (metrics.putIfAbsent(name, value) != null) throw twice("metric", name);
    }

    /// @throws IllegalArgumentException if the name does not do for a file or is taken
    synchronized void table(String name, Table table) {
        check("table", name);
        if (tables.putIfAbsent(name, table) != null) throw twice("table", name);
    }

    /// @throws IllegalArgumentException if the name does not do for a file or is taken
    synchronized void figure(String name, Figure figure) {
        check("figure", name);
        if (figures.putIfAbsent(name, figure) != null) throw twice("figure", name);
    }

    Statement statement(String id) {
        for (var statement : statements) if (statement.id().equals(id)) return statement;
        var ids = statements.stream().map(Statement::id).toList();
        throw new IllegalArgumentException(
                ids.isEmpty()
                        ? "there are no claims here to measure, so no " + id
                        : "there is no claim %s; did you mean %s? The claims are %s"
                                .formatted(id, Words.nearest(id, ids), String.join(", ", ids)));
    }

    synchronized void claim(Claim claim) {
        if (claims.putIfAbsent(claim.statement().id(), claim) != null)
            throw twice("claim", claim.statement().id());
    }

    /// The claims handed in, in the order of the statements.
    synchronized List<Claim> claims() {
        var ordered = new ArrayList<Claim>();
        for (var statement : statements) {
            var claim = claims.get(statement.id());
            if (claim != null) ordered.add(claim);
        }
        return ordered;
    }

    /// @throws IllegalStateException naming the statements that got no verdict
    synchronized void requireComplete() {
        var forgotten = statements.stream()
                .map(Statement::id)
                .filter(id -> !claims.containsKey(id))
                .toList();
        if (!forgotten.isEmpty()) {
            throw new IllegalStateException(
                    "the experiment gave no verdict on claim%s %s: each must be measured or handed in as untested"
                            .formatted(forgotten.size() > 1 ? "s" : "", String.join(", ", forgotten)));
        }
    }

    synchronized Map<String, Double> metrics() {
        return new LinkedHashMap<>(metrics);
    }

    synchronized Map<String, Table> tables() {
        return new LinkedHashMap<>(tables);
    }

    synchronized Map<String, Figure> figures() {
        return new LinkedHashMap<>(figures);
    }

    private static void check(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a %s must be letters, digits, '.', '_' and '-', not %s".formatted(kind, name));
        }
    }

    private static IllegalArgumentException twice(String kind, String name) {
        return new IllegalArgumentException("%s %s is handed in twice".formatted(kind, name));
    }
}
