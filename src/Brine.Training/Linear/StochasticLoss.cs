namespace Brine.Training;

/// <summary>The losses of stochastic gradient descent, and their derivatives: the classes of <c>_sgd_fast</c>.</summary>
/// <param name="name">The name of the loss.</param>
/// <param name="epsilon">Which errors count nothing, or are small.</param>
/// <param name="isNew">True for the newest scikit-learn.</param>
internal sealed class StochasticLoss(string name, double epsilon, bool isNew)
{
    private const string Module = "sklearn.linear_model._sgd_fast";

    private readonly double _threshold = name == "perceptron" ? 0 : 1;

    /// <summary>True where the classes are 0 and 1, not -1 and 1.</summary>
    internal bool CountsFromZero => isNew && name == "log_loss";

    internal double Of(double y, double p)
    {
        double z = p * y;
        switch (name)
        {
            case "hinge" or "perceptron":
                return z <= _threshold ? _threshold - z : 0;
            case "squared_hinge":
                return _threshold - z is > 0 and var rest ? rest * rest : 0;
            case "modified_huber":
                return z >= 1 ? 0 : z >= -1 ? (1 - z) * (1 - z) : -4 * z;
            case "log_loss":
                return isNew ? BinomialLoss.LogOfSum(p) - (y * p) : z > 18 ? Exponential.Of(-z) : z < -18 ? -z
                    : Math.Log(1.0 + Exponential.Of(-z));
            case "huber":
                double error = Math.Abs(p - y);
                return error <= epsilon ? 0.5 * error * error
                    : isNew ? epsilon * (error - (0.5 * epsilon)) : (epsilon * error) - (0.5 * epsilon * epsilon);
            case "epsilon_insensitive" or "squared_epsilon_insensitive":
                double over = Math.Max(0, Math.Abs(y - p) - epsilon);
                return name == "epsilon_insensitive" ? over : over * over;
            default:
                return 0.5 * (p - y) * (p - y);
        }
    }

    internal double Derivative(double y, double p)
    {
        double z = p * y;
        switch (name)
        {
            case "hinge" or "perceptron":
                return z <= _threshold ? -y : 0;
            case "squared_hinge":
                return _threshold - z is > 0 and var rest ? -2 * y * rest : 0;
            case "modified_huber":
                return z >= 1 ? 0 : z >= -1 ? 2.0 * (1.0 - z) * -y : -4.0 * y;
            case "log_loss":
                return isNew ? BinomialLoss.Gradient(y, p) : z > 18 ? Exponential.Of(-z) * -y : z < -18 ? -y
                    : -y / (Exponential.Of(z) + 1.0);
            case "huber":
                double r = p - y;
                return Math.Abs(r) <= epsilon ? r : r > 0 ? epsilon : -epsilon;
            case "epsilon_insensitive":
                return y - p > epsilon ? -1 : p - y > epsilon ? 1 : 0;
            case "squared_epsilon_insensitive":
                double error = y - p;
                return error > epsilon ? -2 * (error - epsilon) : error < -epsilon ? 2 * (-error - epsilon) : 0;
            default:
                return p - y;
        }
    }

    /// <summary>The object that a classifier keeps.</summary>
    internal PyObject Describe() => name switch
    {
        "hinge" or "perceptron" => new PyObject(new PyGlobal(Module, "Hinge"), new PyTuple(_threshold)),
        "squared_hinge" => new PyObject(new PyGlobal(Module, "SquaredHinge"), new PyTuple(_threshold)),
        "modified_huber" => new PyObject(new PyGlobal(Module, "ModifiedHuber"), PyTuple.Empty),
        _ when isNew => new PyObject(new PyGlobal("sklearn._loss._loss", "CyHalfBinomialLoss"), PyTuple.Empty),
        _ => new PyObject(new PyGlobal(Module, "Log"), PyTuple.Empty),
    };
}
