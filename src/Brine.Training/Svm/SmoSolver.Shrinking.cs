namespace Brine.Training;

/// <summary>Rows that will stay at their bounds are put behind the others, and not looked at for a while.</summary>
internal sealed partial class SmoSolver
{
    private void Shrink()
    {
        double up = double.NegativeInfinity, down = double.NegativeInfinity;
        for (int i = 0; i < _active; i++)
        {
            double slope = _signs[i] * _gradient[i];
            if (_up[i] == 0 && -slope >= up)
            {
                up = -slope;
            }

            if (_down[i] == 0 && slope >= down)
            {
                down = slope;
            }
        }

        if (!_wasUnshrunk && up + down <= Tolerance * 10)
        {
            _wasUnshrunk = true;
            RestoreGradient();
            _active = _count;
        }

        for (int i = 0; i < _active; i++)
        {
            if (!Stays(i, up, down))
            {
                continue;
            }

            _active--;
            while (_active > i)
            {
                if (!Stays(_active, up, down))
                {
                    Swap(i, _active);
                    break;
                }

                _active--;
            }
        }
    }

    private bool Stays(int i, double up, double down) =>
        IsAtBound(i) ? -_gradient[i] > (_signs[i] > 0 ? up : down)
        : IsAtZero(i) && _gradient[i] > (_signs[i] > 0 ? down : up);

    private void Swap(int i, int j)
    {
        _kernel.Swap(i, j);
        (_signs[i], _signs[j]) = (_signs[j], _signs[i]);
        (_gradient[i], _gradient[j]) = (_gradient[j], _gradient[i]);
        (_alphas[i], _alphas[j]) = (_alphas[j], _alphas[i]);
        (_linear[i], _linear[j]) = (_linear[j], _linear[i]);
        (_rows[i], _rows[j]) = (_rows[j], _rows[i]);
        (_boundGradient[i], _boundGradient[j]) = (_boundGradient[j], _boundGradient[i]);
        (_bounds[i], _bounds[j]) = (_bounds[j], _bounds[i]);
        (_up[i], _up[j]) = (_up[j], _up[i]);
        (_down[i], _down[j]) = (_down[j], _down[i]);
    }

    /// <summary>Finds the gradient of the rows that were not looked at.</summary>
    private void RestoreGradient()
    {
        if (_active == _count)
        {
            return;
        }

        int free = 0;
        for (int j = _active; j < _count; j++)
        {
            _gradient[j] = _boundGradient[j] + _linear[j];
        }

        for (int j = 0; j < _active; j++)
        {
            free += IsFree(j) ? 1 : 0;
        }

        if ((long)free * _count > 2L * _active * (_count - _active))
        {
            for (int i = _active; i < _count; i++)
            {
                ReadOnlySpan<float> row = _kernel.Row(i, _active);
                for (int j = 0; j < row.Length; j++)
                {
                    if (IsFree(j))
                    {
                        _gradient[i] += _alphas[j] * row[j];
                    }
                }
            }

            return;
        }

        for (int i = 0; i < _active; i++)
        {
            if (!IsFree(i))
            {
                continue;
            }

            ReadOnlySpan<float> row = _kernel.Row(i, _count);
            for (int j = _active; j < row.Length; j++)
            {
                _gradient[j] += _alphas[i] * row[j];
            }
        }
    }

    private bool IsFree(int i) => _up[i] == 0 && _down[i] == 0;
}
