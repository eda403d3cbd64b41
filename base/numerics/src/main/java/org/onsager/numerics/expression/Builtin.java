package org.onsager.numerics.expression;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// The functions of the language; each is one static Java method of one or two numbers, so that compiled and
/// interpreted formulas call the same code.
public enum Builtin {
    EXP("exp", Math::exp),
    LOG("log", Math::log),
    LOG2("log2", SpecialFunctions::log2),
    LOG10("log10", Math::log10),
    LOG1P("log1p", Math::log1p),
    EXPM1("expm1", Math::expm1),
    SQRT("sqrt", Math::sqrt),
    CBRT("cbrt", Math::cbrt),
    SIN("sin", Math::sin),
    COS("cos", Math::cos),
    TAN("tan", Math::tan),
    ASIN("asin", Math::asin),
    ACOS("acos", Math::acos),
    ATAN("atan", Math::atan),
    SINH("sinh", Math::sinh),
    COSH("cosh", Math::cosh),
    TANH("tanh", Math::tanh),
    ASINH("asinh", SpecialFunctions::asinh),
    ACOSH("acosh", SpecialFunctions::acosh),
    ATANH("atanh", SpecialFunctions::atanh),
    ABS("abs", Math::abs),
    SIGN("sign", Math::signum),
    FLOOR("floor", Math::floor),
    CEIL("ceil", Math::ceil),
    HEAVISIDE("heaviside", SpecialFunctions::heaviside),
    STEP("step", SpecialFunctions::step),
    ERF("erf", SpecialFunctions::erf),
    ERFC("erfc", SpecialFunctions::erfc),
    GAMMA("gamma", SpecialFunctions::gamma),
    LGAMMA("lgamma", SpecialFunctions::lgamma),
    DIGAMMA("digamma", SpecialFunctions::digamma),
    ATAN2("atan2", Math::atan2),
    MIN("min", Math::min),
    MAX("max", Math::max),
    MOD("mod", SpecialFunctions::mod),
    HYPOT("hypot", Math::hypot),
    POLYGAMMA("polygamma", SpecialFunctions::polygamma),
    BESSELJ("besselj", BesselFunctions::besselj),
    BESSELI("besseli", BesselFunctions::besseli),
    BESSELK("besselk", BesselFunctions::besselk);

    private static final Map<String, Builtin> BY_NAME = names();

    private final String symbol;
    private final int arity;
    private final DoubleBinaryOperator body;

    Builtin(String symbol, DoubleUnaryOperator body) {
        this.symbol = symbol;
        this.arity = 1;
        this.body = (a, b) -> body.applyAsDouble(a);
    }

    Builtin(String symbol, DoubleBinaryOperator body) {
        this.symbol = symbol;
        this.arity = 2;
        this.body = body;
    }

    /// How it is typed.
    public String symbol() {
        return symbol;
    }

    /// Number of arguments, 1 or 2.
    public int arity() {
        return arity;
    }

    /// Whether the first argument is an order that must be a constant whole or real number.
    boolean hasOrder() {
        return this == POLYGAMMA || this == BESSELJ || this == BESSELI || this == BESSELK;
    }

    /// The value; functions of one argument ignore `b`.
    double apply(double a, double b) {
        return body.applyAsDouble(a, b);
    }

    /// The class that holds the static method of this function; the method is called as the function is, save
    /// `sign`.
    Class<?> owner() {
        return switch (this) {
            case LOG2, ASINH, ACOSH, ATANH, HEAVISIDE, STEP, ERF, ERFC, GAMMA, LGAMMA, DIGAMMA, MOD, POLYGAMMA ->
                SpecialFunctions.class;
            case BESSELJ, BESSELI, BESSELK -> BesselFunctions.class;
            default -> Math.class;
        };
    }

    String method() {
        return this == SIGN ? "signum" : symbol;
    }

    static Optional<Builtin> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Iterable<String> allNames() {
        return BY_NAME.keySet();
    }

    private static Map<String, Builtin> names() {
        Map<String, Builtin> names = new LinkedHashMap<>();
        for (Builtin each : Builtin.values()) names.put(each.symbol, each);
        names.put("ln", LOG);
        names.put("arcsin", ASIN);
        names.put("arccos", ACOS);
        names.put("arctan", ATAN);
        names.put("arsinh", ASINH);
        names.put("arcosh", ACOSH);
        names.put("artanh", ATANH);
        names.put("sgn", SIGN);
        return names;
    }

    /// The functions as a list for documentation and messages.
    public static String list() {
        return String.join(
                " ", Arrays.stream(Builtin.values()).map(Builtin::symbol).toList());
    }
}
