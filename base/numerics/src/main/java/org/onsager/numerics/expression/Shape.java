package org.onsager.numerics.expression;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The forms in which formulas are compiled: the interface, its one method, and where the arguments lie.
enum Shape {
    UNARY(DoubleUnaryOperator.class, "applyAsDouble", true, ConstantDescs.CD_double),
    SCALAR(ScalarFunction.class, "value", true, ConstantDescs.CD_double, array(1), array(1)),
    VECTOR(VectorFunction.class, "evaluate", false, ConstantDescs.CD_double, array(1), array(1), array(1)),
    BATCH(
            BatchFunction.class,
            "evaluate",
            false,
            ConstantDescs.CD_double,
            array(2),
            array(1),
            array(2),
            ConstantDescs.CD_int,
            ConstantDescs.CD_int),
    ENSEMBLE(
            EnsembleFunction.class,
            "evaluate",
            false,
            ConstantDescs.CD_double,
            array(1),
            array(1),
            array(1),
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int);

    /// Positions among the arguments; UNARY has its variable at the first.
    static final int TIME = 0;

    static final int STATE = 1;
    static final int PARAMETERS = 2;
    static final int OUT = 3;
    static final int SIZE = 4;

    private final Class<?> type;
    private final String method;
    private final boolean returnsValue;
    private final List<ClassDesc> arguments;

    Shape(Class<?> type, String method, boolean returnsValue, ClassDesc... arguments) {
        this.type = type;
        this.method = method;
        this.returnsValue = returnsValue;
        this.arguments = List.of(arguments);
    }

    Class<?> type() {
        return type;
    }

    String method() {
        return method;
    }

    boolean returnsValue() {
        return returnsValue;
    }

    /// Whether the method is a loop over points.
    boolean isLoop() {
        return this == BATCH || this == ENSEMBLE;
    }

    /// Position of the first point; the one past the last follows it.
    int from() {
        return this == BATCH ? 4 : 5;
    }

    List<ClassDesc> arguments() {
        return arguments;
    }

    /// Position, among the arguments of a part, of the point.
    int point() {
        return arguments.size();
    }

    MethodTypeDesc type(boolean isValue) {
        return MethodTypeDesc.of(isValue ? ConstantDescs.CD_double : ConstantDescs.CD_void, arguments);
    }

    /// A part of a formula in a method of its own: the same arguments, and the point where there is a loop.
    MethodTypeDesc partType() {
        List<ClassDesc> all = new ArrayList<>(arguments);
        if (isLoop()) all.add(ConstantDescs.CD_int);
        return MethodTypeDesc.of(ConstantDescs.CD_double, all);
    }

    private static ClassDesc array(int rank) {
        return ConstantDescs.CD_double.arrayType(rank);
    }
}
