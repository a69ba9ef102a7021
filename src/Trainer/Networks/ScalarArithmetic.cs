using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>Arithmetic of tensors with plain numbers.</summary>
/// <remarks>
/// TorchSharp 0.107 makes an object of each number, hands its native half to libtorch and does not keep the object alive
/// during the call: its finaliser may free the number while libtorch reads it. Here each lives until the call has ended.
/// Every sum of two tensors has such a number too, its factor 1.
/// </remarks>
internal static class ScalarArithmetic
{
    private static readonly Scalar One = 1;
    private static readonly Scalar MinusOne = -1;

    /// <summary>a + b.</summary>
    public static torch.Tensor Plus(this torch.Tensor a, torch.Tensor b) => a.add(b, One);

    /// <summary>a − b.</summary>
    public static torch.Tensor Minus(this torch.Tensor a, torch.Tensor b) => a.add(b, MinusOne);

    /// <summary>a ← a + b.</summary>
    public static torch.Tensor Increase(this torch.Tensor a, torch.Tensor b) => a.add_(b, One);

    /// <summary>a ← a + factor · b.</summary>
    public static torch.Tensor Increase(this torch.Tensor a, torch.Tensor b, double factor)
    {
        using Scalar kept = factor;
        return a.add_(b, kept);
    }

    /// <summary>a ← a + number.</summary>
    public static torch.Tensor Increase(this torch.Tensor a, double number)
    {
        using Scalar kept = number;
        return a.add_(kept, One);
    }

    /// <summary>factor · a.</summary>
    public static torch.Tensor Times(this torch.Tensor a, double factor)
    {
        using Scalar kept = factor;
        return a.mul(kept);
    }

    /// <summary>a ← factor · a.</summary>
    public static torch.Tensor Scale(this torch.Tensor a, double factor)
    {
        using Scalar kept = factor;
        return a.mul_(kept);
    }

    /// <summary>a ← a / divisor.</summary>
    public static torch.Tensor Divide(this torch.Tensor a, double divisor)
    {
        using Scalar kept = divisor;
        return a.div_(kept);
    }

    /// <summary>a ← a + factor · b · c, element by element.</summary>
    public static torch.Tensor IncreaseByProduct(this torch.Tensor a, torch.Tensor b, torch.Tensor c, double factor)
    {
        using Scalar kept = factor;
        return a.addcmul_(b, c, kept);
    }

    /// <summary>a ← a + factor · b / c, element by element.</summary>
    public static torch.Tensor IncreaseByQuotient(this torch.Tensor a, torch.Tensor b, torch.Tensor c, double factor)
    {
        using Scalar kept = factor;
        return a.addcdiv_(b, c, kept);
    }

    /// <summary>a ← min(a, limit).</summary>
    public static torch.Tensor Limit(this torch.Tensor a, double limit)
    {
        using Scalar kept = limit;
        return a.clamp_max_(kept);
    }
}
