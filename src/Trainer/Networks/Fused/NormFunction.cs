using TorchSharp;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>A fused normalisation in autograd's graph. Takes maps, scales, shifts and the <see cref="NormCall"/>.</summary>
internal sealed class NormFunction : torch.autograd.SingleTensorFunction<NormFunction>
{
    private const string Call = "call";

    // What a pass backward gave is only read after it has returned; it would otherwise live to the end of the step.
    [ThreadStatic]
    private static List<torch.Tensor>? _given;

    public override string Name => nameof(NormFunction);

    public static torch.Tensor Apply(torch.Tensor x, torch.Tensor scale, torch.Tensor shift, NormCall call)
    {
        var result = apply(x, scale, shift, call);
        call.Output?.Dispose();
        return result;
    }

    public override torch.Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, scale, shift, call) = (
            (torch.Tensor)vars[0],
            (torch.Tensor)vars[1],
            (torch.Tensor)vars[2],
            (NormCall)vars[3]
        );
        ctx.save_for_backward([x]);
        ctx.save_data(Call, call);
        return call.Forward(x, scale, shift);
    }

    public override List<torch.Tensor> backward(torch.autograd.AutogradContext ctx, torch.Tensor grad_output)
    {
        _given?.ForEach(tensor => tensor.Dispose());
        using var noGradient = torch.no_grad();
        using var x = ctx.get_saved_variables()[0];
        var (maps, scale, shift) = ((NormCall)ctx.get_data(Call)).Backward(x, grad_output);
        grad_output.Dispose();
        _given = [maps, scale, shift];
        return [maps, scale, shift, null!];
    }
}
