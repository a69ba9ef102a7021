using System.Collections.Immutable;

namespace NasCluster.Domain.Exporting;

/// <summary>What is done to an image before the network sees it: (pixel / 255 − mean) / std per channel, N×C×H×W.</summary>
/// <param name="Input">Name of the network's input.</param>
/// <param name="Channels">1: grey; 3: red, green, blue.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Resize">How images of another size are brought to it.</param>
/// <param name="Mean">Per channel, of pixels scaled to 0–1.</param>
/// <param name="Std">Per channel.</param>
/// <param name="Output">Name of the network's output: scores; their softmax gives probabilities.</param>
public sealed record Preprocessing(
    string Input,
    int Channels,
    int Height,
    int Width,
    string Resize,
    ImmutableArray<float> Mean,
    ImmutableArray<float> Std,
    string Output
);
