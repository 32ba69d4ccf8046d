namespace Brine.Models;

/// <summary>The state of least angle regression for one row: the atoms in use, the Cholesky factor of their products, and the correlations
/// of all others with what is left of the row.</summary>
internal sealed class LeastAnglePath
{
    /// <summary>The smallest normal float32, which keeps numbers from being divided by zero.</summary>
    private const double Tiny = 1.17549435082228750797e-38;

    private const double Smallest = 2.220446049250313e-16;

    private readonly double[] _products;
    private readonly double[] _originalGram;
    private readonly double[] _gram;
    private readonly double[] _correlations;
    private readonly double[] _signs;
    private readonly double[] _factor;
    private readonly int[] _order;
    private readonly int _count;
    private readonly int _most;
    private readonly List<int> _active = [];
    private readonly CodePrecision _precision;
    private readonly bool _rounds;

    private double[] _weights = [];
    private double[] _directions = [];
    private double _scale;
    private bool _scaleIsSingle;
    private bool _hasDoubleSigns;
    private bool _stepIsDouble;
    private int _start;
    private int _used;

    internal LeastAnglePath(double[] gram, int count, int most, ReadOnlySpan<double> products, CodePrecision precision,
        SparseCodeForm form)
    {
        _originalGram = gram;
        _gram = [.. gram];
        (_products, _correlations) = (products.ToArray(), products.ToArray());
        (_count, _most, _precision, _rounds) = (count, most, precision, form.RoundsCorrelations);
        _signs = new double[most];
        _factor = new double[checked(most * most)];
        _order = [.. Enumerable.Range(0, count)];
    }

    /// <summary>How many atoms are in use.</summary>
    internal int ActiveCount => _used;

    private Span<double> Correlations => _correlations.AsSpan(_start);

    /// <summary>The atom beyond those in use that has most to do with what is left.</summary>
    internal int Largest(bool isPositive, out double largest)
    {
        Span<double> rest = Correlations;
        largest = 0;
        int best = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            double value = isPositive ? rest[i] : Math.Abs(rest[i]);
            if (double.IsNaN(value))
            {
                largest = value;
                return i;
            }

            if (i == 0 || value > largest)
            {
                (best, largest) = (i, value);
            }
        }

        return best;
    }

    /// <summary>Takes an atom into use; false where it depends on those that are, and is left out for good.</summary>
    internal bool Append(int next)
    {
        Span<double> rest = Correlations;
        _signs[_used] = rest[next] > 0 ? 1 : rest[next] < 0 ? -1 : _hasDoubleSigns && double.IsNaN(rest[next]) ? double.NaN : 0;
        int other = next + _used;
        (rest[next], rest[0]) = (rest[0], rest[next]);
        Swap(_used, other);
        for (int k = 0; k < _used; k++)
        {
            _factor[(_used * _most) + k] = Gram(_used, k);
        }

        AtomSolver.ExtendFactor(_factor, _most, _used, _precision.Gram);
        ReadOnlySpan<double> row = _factor.AsSpan(_used * _most, _used);
        double left = _precision.InGram(Gram(_used, _used) - AtomSolver.Dot(row, row, _precision.Gram));
        double diagonal = _precision.InGram(Math.Sqrt(Math.Abs(left)));
        diagonal = Smallest > diagonal ? Smallest : diagonal;
        _factor[(_used * _most) + _used] = _precision.InGram(diagonal);
        if (diagonal < CodePrecision.Round(1e-7, _precision is { Gram: true, HasWeakFloats: true }))
        {
            rest[0] = 0;
            (rest[next], rest[0]) = (rest[0], rest[next]);
            return false;
        }

        _start++;
        _active.Add(_order[_used]);
        _used++;
        return true;
    }

    /// <summary>The direction in which the correlations of all atoms in use shrink alike.</summary>
    internal void FindDirection()
    {
        if (_active.Count != _used)
        {
            throw new ModelInputException("InputRange",
                "several atoms leave the code of a row in the same step, and scikit-learn fails there");
        }

        bool isSingle = _precision.Gram;
        _weights = Solved(_factor, _most);
        _scaleIsSingle = false;
        if (_used == 1 && _weights[0] == 0)
        {
            (_weights[0], _scale, _scaleIsSingle) = (1, 1, true);
        }
        else
        {
            _scale = Scale(SumOfSigned(), isSmallest: false);
            if (!double.IsFinite(_scale))
            {
                Stabilize();
            }

            double factor = _precision.HasWeakFloats || _precision.Widens(_scale) ? _scale : _precision.InGram(_scale);
            for (int k = 0; k < _used; k++)
            {
                _weights[k] = _precision.InGram(_weights[k] * factor);
            }
        }

        _directions = new double[_count - _used];
        double tens = _precision.Products ? 1e6 : _precision.InGram(1e15);
        for (int i = 0; i < _directions.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < _used; k++)
            {
                double product = _weights[k] * Gram(k, _used + i);
                sum = isSingle ? (float)(sum + (float)product) : sum + product;
            }

            _directions[i] = !_rounds ? sum : _precision.InGram(Math.Round(_precision.InGram(sum * tens), MidpointRounding.ToEven) / tens);
        }
    }

    /// <summary>How far to go: to the next atom, or to the first whose weight changes its sign.</summary>
    internal double StepTo(bool isPositive, double largest, double[] code, bool isLasso, out int[] crossed)
    {
        bool isSingle = _precision.Gram && (_scaleIsSingle || !(_precision.HasWeakFloats || _precision.Widens(_scale)));
        double whole = largest / _scale;
        whole = CodePrecision.Round(whole, _precision is { Products: true, HasWeakFloats: true } && _scaleIsSingle);
        double scale = CodePrecision.Round(_scale, isSingle), step = isSingle && _precision.Products ? float.MaxValue : double.MaxValue;
        Span<double> rest = Correlations;
        for (int i = 0; i < rest.Length; i++)
        {
            step = Nearest(step, largest - rest[i], scale - _directions[i], isSingle);
        }

        for (int i = 0; !isPositive && i < rest.Length; i++)
        {
            step = Nearest(step, largest + rest[i], scale + _directions[i], isSingle);
        }

        _stepIsDouble = whole < step && _precision is { Gram: true, HasWeakFloats: true } && !(_precision.Products && _scaleIsSingle);
        step = whole < step ? whole : step;
        double first = _precision.Code ? float.MaxValue : double.MaxValue;
        var crossings = new double[_used];
        for (int k = 0; k < _used; k++)
        {
            crossings[k] = _precision.InCode(-code[_active[k]] / _precision.InGram(_weights[k] + Tiny));
            first = crossings[k] > 0 && crossings[k] < first ? crossings[k] : first;
        }

        crossed = [];
        if (first < step)
        {
            crossed = [.. Enumerable.Range(0, _used).Where(k => crossings[k] == first).Reverse()];
            foreach (int k in crossed)
            {
                _signs[k] = -_signs[k];
            }

            (step, _stepIsDouble) = isLasso ? (first, false) : (step, _stepIsDouble);
        }

        return step;
    }

    /// <summary>The code a step further.</summary>
    internal double[] Move(double[] before, double step)
    {
        var code = new double[_count];
        for (int k = 0; k < _used; k++)
        {
            code[_active[k]] = _precision.InCode(before[_active[k]] + Product(step, _weights[k]));
        }

        Span<double> rest = Correlations;
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] = _precision.InProducts(rest[i] - Product(step, _directions[i]));
        }

        return code;
    }

    /// <summary>Takes atoms out of use, the last ones first.</summary>
    internal void Drop(int[] places, double[] code)
    {
        foreach (int place in places)
        {
            CholeskyDowndate.Delete(_factor, _most, _used, place, _precision.Gram);
        }

        _used--;
        var dropped = new int[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            dropped[i] = _active[places[i]];
            _active.RemoveAt(places[i]);
        }

        foreach (int place in places)
        {
            for (int i = place; i < _used; i++)
            {
                Swap(i, i + 1);
            }
        }

        for (int i = 0; i < dropped.Length; i++)
        {
            bool isSingle = _precision is { Gram: true, Code: true };
            double made = AtomSolver.Dot(_originalGram.AsSpan(dropped[i] * _count, _count), code, isSingle);
            _correlations[_start - dropped.Length + i] = CodePrecision.Round(_products[dropped[i]] - made, isSingle
                && _precision.Products);
        }

        _start -= dropped.Length;
        foreach (int place in places)
        {
            _signs.AsSpan(place + 1).CopyTo(_signs.AsSpan(place));
            _signs[^1] = 0;
        }

        _hasDoubleSigns = true;
    }

    private double Gram(int i, int j) => _gram[(i * _count) + j];

    private double Product(double step, double value) =>
        _stepIsDouble || _precision.Widens(step) ? step * value : _precision.Gram ? (float)((float)step * value) : step * value;

    private double Nearest(double step, double above, double below, bool isSingle)
    {
        double quotient = _precision.InProducts(above) / CodePrecision.Round(CodePrecision.Round(below, isSingle) + Tiny, isSingle);
        quotient = CodePrecision.Round(quotient, isSingle && _precision.Products);
        return quotient > 0 && quotient < step ? quotient : step;
    }

    private void Swap(int i, int j)
    {
        if (i == j)
        {
            return;
        }

        (_order[i], _order[j]) = (_order[j], _order[i]);
        for (int k = 0; k < _count; k++)
        {
            (_gram[(i * _count) + k], _gram[(j * _count) + k]) = (_gram[(j * _count) + k], _gram[(i * _count) + k]);
        }

        for (int k = 0; k < _count; k++)
        {
            (_gram[(k * _count) + i], _gram[(k * _count) + j]) = (_gram[(k * _count) + j], _gram[(k * _count) + i]);
        }
    }

    private double[] Solved(double[] factor, int stride)
    {
        double[] weights = [.. _signs.AsSpan(0, _used)];
        AtomSolver.Solve(factor, stride, _used, weights, _precision.Gram);
        return weights;
    }

    private bool SumIsSingle => _precision.Gram && !_hasDoubleSigns;

    private double SumOfSigned()
    {
        var signed = new double[_used];
        for (int k = 0; k < signed.Length; k++)
        {
            signed[k] = _weights[k] * _signs[k];
        }

        return NumpyReductions.Sum(signed, SumIsSingle);
    }

    private double Scale(double sum, bool isSmallest)
    {
        _scaleIsSingle = _precision.HasWeakFloats && SumIsSingle && !isSmallest;
        double root = CodePrecision.Round(Math.Sqrt(sum), SumIsSingle && !isSmallest);
        return CodePrecision.Round(1 / root, _scaleIsSingle);
    }

    /// <summary>Adds more and more to the diagonal of the factor, until the direction has a length.</summary>
    private void Stabilize()
    {
        double[] factor = [.. _factor];
        for (int i = 0; i < 1024 && !double.IsFinite(_scale); i++)
        {
            double more = _precision.InGram(Math.ScaleB(Smallest, i));
            for (int k = 0; k < _used; k++)
            {
                factor[(k * _most) + k] = _precision.InGram(factor[(k * _most) + k] + more);
            }

            _weights = Solved(factor, _most);
            double sum = SumOfSigned();
            _scale = Scale(Smallest > sum ? Smallest : sum, Smallest > sum);
        }

        if (!double.IsFinite(_scale))
        {
            throw new ModelInputException("InputNotFinite",
                "the atoms that a row needs depend on each other, and scikit-learn fails there");
        }
    }
}
