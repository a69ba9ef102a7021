using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Supernets;

/// <summary>A dimension of the space that a supernet decides by a vector of architecture weights θ.</summary>
/// <param name="Name">Name of the dimension, such as "layer3.block".</param>
/// <param name="Options">Its values; θ has one number for each.</param>
public sealed record SupernetChoice(string Name, ImmutableArray<ParameterValue> Options);
