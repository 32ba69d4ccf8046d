namespace Brine.Models;

/// <summary>A kernel of <c>sklearn.gaussian_process.kernels</c>.</summary>
public enum ProcessKernelKind
{
    /// <summary>ConstantKernel.</summary>
    Constant,

    /// <summary>WhiteKernel: noise, which rows have with themselves alone.</summary>
    White,

    /// <summary>RBF.</summary>
    Rbf,

    /// <summary>Matern.</summary>
    Matern,

    /// <summary>RationalQuadratic.</summary>
    RationalQuadratic,

    /// <summary>ExpSineSquared.</summary>
    ExpSineSquared,

    /// <summary>DotProduct.</summary>
    DotProduct,

    /// <summary>PairwiseKernel.</summary>
    Pairwise,

    /// <summary>Sum of two kernels.</summary>
    Sum,

    /// <summary>Product of two kernels.</summary>
    Product,

    /// <summary>Exponentiation of a kernel.</summary>
    Exponentiation,
}
