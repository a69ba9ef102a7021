using NasCluster.Domain.Architectures;

namespace NasCluster.Training;

/// <summary>Operations and moved bytes of one image in a training step, from the description alone.</summary>
/// <param name="Operations">Two for each multiply-accumulate; forward, gradient of the maps, gradient of the weights.</param>
/// <param name="Bytes">Of maps read and written, where no cache keeps anything from one layer to the next; weights are left out.</param>
internal readonly record struct StepWork(long Operations, long Bytes)
{
    private const int Passes = 3;

    public static StepWork Of(Network network)
    {
        var shapes = network.Shapes();
        var (macs, numbers) = (0L, 0L);
        for (var i = 0; i < shapes.Length; i++)
        {
            var (layer, input) = (network.Nodes[i].Layer, network.InputOf(i, shapes));
            macs += layer.Macs(input, shapes[i]);
            numbers += Numbers(layer, input.Elements, shapes[i].Elements);
        }

        return new(2 * Passes * macs, sizeof(float) * numbers);
    }

    private static long Numbers(Layer layer, long input, long output) =>
        layer switch
        {
            // Each pass goes over maps of both sides once.
            Conv2d or Linear => Passes * (input + output),
            // Fused with the activation: read twice and written once; back, maps and gradients read, written, and again.
            BatchNorm2d => 9 * output,
            ActivationLayer => 0,
            AddLayer => 3 * output,
            ConcatLayer => 4 * output,
            _ => 2 * input,
        };
}
