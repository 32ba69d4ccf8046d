namespace Brine.Training;

/// <summary>Losses as scikit-learn pickles them.</summary>
internal static class LossObject
{
    private const string Module = "sklearn._loss._loss";

    /// <summary>A class of <c>sklearn.ensemble._gb_losses</c> of scikit-learn 1.2.</summary>
    internal static PyObject Old(string name, int treeCount)
    {
        var state = new PyDict();
        state["K"] = treeCount;
        return new PyObject(new PyGlobal("sklearn.ensemble._gb_losses", name), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    /// <summary>A class of <c>sklearn._loss.loss</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isNew">True for scikit-learn 1.9, false for 1.2.</param>
    /// <param name="parameter">The number that its compiled part is made with.</param>
    /// <param name="classCount">How many classes there are, of the multinomial loss.</param>
    /// <param name="isConstant">True where the second derivative counts as constant: no weights, and a loss that has it.</param>
    internal static PyObject New(string name, bool isNew, double? parameter = null, int classCount = 0, bool isConstant = false)
    {
        const double infinity = double.PositiveInfinity;
        PyValue all = Interval(-infinity, infinity, false, false), shares = Interval(0, 1, false, false),
            whole = Interval(0, infinity, true, false);
        (string link, int count, PyValue right, PyValue answers) = name switch
        {
            "HalfBinomialLoss" => ("LogitLink", 2, Interval(0, 1, true, true), shares),
            "ExponentialLoss" => ("HalfLogitLink", 2, Interval(0, 1, true, true), shares),
            "HalfMultinomialLoss" => ("MultinomialLogit", classCount, whole, shares),
            "HalfPoissonLoss" => ("LogLink", 0, whole, Interval(0, infinity, false, false)),
            "HalfGammaLoss" => ("LogLink", 0, Interval(0, infinity, false, false), Interval(0, infinity, false, false)),
            _ => ("IdentityLink", 0, all, all),
        };
        var state = new PyDict();
        state["closs"] = Compiled("Cy" + name, isNew, parameter);
        state["link"] = new PyObject(new PyGlobal("sklearn._loss.link", link), PyTuple.Empty, PyConstruction.NewObject);
        state["n_classes"] = count == 0 ? PyValue.None : count;
        if (isNew)
        {
            state["xp"] = default;
            state["device"] = default;
        }

        state["approx_hessian"] = name is "AbsoluteError" or "PinballLoss" or "HuberLoss";
        state["constant_hessian"] = isConstant;
        state["interval_y_true"] = right;
        state["interval_y_pred"] = answers;
        if (isNew && name == "HalfMultinomialLoss")
        {
            foreach (string field in (string[])["class_indexing_offsets", "y_true_int", "y_true_one_hot"])
            {
                state[field] = default;
            }
        }

        return new PyObject(new PyGlobal("sklearn._loss.loss", name), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    /// <summary>The compiled part: by its class, or where that cannot say how it is made, by Cython's own function.</summary>
    private static PyObject Compiled(string name, bool isNew, double? parameter)
    {
        PyTuple arguments = parameter is { } number ? new PyTuple(number) : PyTuple.Empty;
        if (isNew && name != "CyHalfMultinomialLoss")
        {
            return new PyObject(new PyGlobal(Module, name), arguments);
        }

        // The numbers are sums of the names of the fields, by which Cython sees that a file fits: Python's md5 of none, or of "quantile".
        long fields = isNew ? 238750788 : parameter is null ? 222419149 : 38356578;
        return new PyObject(new PyGlobal(Module, "__pyx_unpickle_" + name),
            new PyTuple(new PyGlobal(Module, name), fields, arguments));
    }

    private static PyObject Interval(double low, double high, bool hasLow, bool hasHigh)
    {
        var state = new PyDict();
        state["low"] = Bound(low);
        state["high"] = Bound(high);
        state["low_inclusive"] = hasLow;
        state["high_inclusive"] = hasHigh;
        return new PyObject(new PyGlobal("sklearn._loss.link", "Interval"), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    private static PyValue Bound(double value) => double.IsInfinity(value) ? value : (PyValue)(long)value;
}
